import '@atlaskit/css-reset';
import './app.css';
import { view } from '@forge/bridge';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client';
import { App } from './app';
import { openHistory } from './routing/page-history';
import { readProduct } from './words/product';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element with the id "root".');
  // A product that cannot theme the page leaves it in its light colours.
  view.theme.enable().catch(() => undefined);
  const [history, product] = await Promise.all([openHistory(), readProduct()]);
  createRoot(root).render(<App history={history} product={product} client={createQueryClient()} />);
}

void start();

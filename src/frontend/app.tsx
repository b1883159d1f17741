import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Loading } from './components/loading';
import { ConnectorsPage } from './pages/connectors/connectors-page';
import { NotFoundPage } from './pages/not-found-page';
import { NavigationProvider, useNavigation } from './routing/navigation';
import type { PageHistory } from './routing/page-history';
import { ProductContext, type Product } from './words/product';

// The list is the way in and comes at once; each other page is fetched when it is opened.
const ChooseConnectorPage = lazy(async () => ({
  default: (await import('./pages/create/choose-connector-page')).ChooseConnectorPage,
}));
const CreateConnectorPage = lazy(async () => ({
  default: (await import('./pages/create/create-connector-page')).CreateConnectorPage,
}));
const ConnectorPage = lazy(async () => ({
  default: (await import('./pages/connector/connector-page')).ConnectorPage,
}));
const RunPage = lazy(async () => ({ default: (await import('./pages/run/run-page')).RunPage }));
const SitePage = lazy(async () => ({ default: (await import('./pages/site/site-page')).SitePage }));

interface AppProps {
  readonly history: PageHistory;
  readonly product: Product;
  readonly client: QueryClient;
}

export function App({ history, product, client }: AppProps) {
  return (
    <QueryClientProvider client={client}>
      <ProductContext.Provider value={product}>
        <NavigationProvider history={history}>
          <Suspense fallback={<Loading label="Loading the page" />}>
            <CurrentPage />
          </Suspense>
        </NavigationProvider>
      </ProductContext.Provider>
    </QueryClientProvider>
  );
}

function CurrentPage() {
  const { route } = useNavigation();
  switch (route.page) {
    case 'connectors':
      return <ConnectorsPage />;
    case 'choose-connector':
      return <ChooseConnectorPage />;
    case 'create-connector':
      return <CreateConnectorPage key={route.kind} kind={route.kind} />;
    case 'connector':
      return <ConnectorPage key={route.id} id={route.id} tab={route.tab} />;
    case 'run':
      return <RunPage key={route.runId} runId={route.runId} />;
    case 'site':
      return <SitePage />;
    case 'not-found':
      break;
  }
  return <NotFoundPage />;
}

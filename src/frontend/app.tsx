import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { Suspense, type ComponentType } from 'react';
import { fetchedPart } from './components/fetched-part';
import { Loading } from './components/loading';
import { PageNotFetched } from './components/not-fetched';
import { ConnectorsPage } from './pages/connectors/connectors-page';
import { NotFoundPage } from './pages/not-found-page';
import { NavigationProvider, useNavigation } from './routing/navigation';
import type { PageHistory } from './routing/page-history';
import { paths, type Route } from './routing/route';
import { ProductContext, type Product } from './words/product';

// The list is the way in and comes at once; each other page is fetched when it is opened.
const fetchedPage = <Props extends object>(fetchPage: () => Promise<ComponentType<Props>>) =>
  fetchedPart(fetchPage, PageNotFetched);
const ChooseConnectorPage = fetchedPage(
  async () => (await import('./pages/create/choose-connector-page')).ChooseConnectorPage,
);
const CreateConnectorPage = fetchedPage(
  async () => (await import('./pages/create/create-connector-page')).CreateConnectorPage,
);
const ConnectorPage = fetchedPage(
  async () => (await import('./pages/connector/connector-page')).ConnectorPage,
);
const ExplainPage = fetchedPage(async () => (await import('./pages/explain/explain-page')).ExplainPage);
const ConnectorAuditPage = fetchedPage(
  async () => (await import('./pages/audit/connector-audit-page')).ConnectorAuditPage,
);
const HistoryPage = fetchedPage(async () => (await import('./pages/history/history-page')).HistoryPage);
const ImportPage = fetchedPage(async () => (await import('./pages/import/import-page')).ImportPage);
const RunPage = fetchedPage(async () => (await import('./pages/run/run-page')).RunPage);
const SettingsPage = fetchedPage(async () => (await import('./pages/settings/settings-page')).SettingsPage);

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

/** Pages that need nothing of their address. */
const plainPages = {
  connectors: ConnectorsPage,
  'choose-connector': ChooseConnectorPage,
  import: ImportPage,
  'not-found': NotFoundPage,
};

type PlainRoute = Extract<Route, { readonly page: keyof typeof plainPages }>;

function isPlain(route: Route): route is PlainRoute {
  return route.page in plainPages;
}

function CurrentPage() {
  const { route } = useNavigation();
  if (isPlain(route)) {
    const Page = plainPages[route.page];
    return <Page />;
  }
  switch (route.page) {
    case 'create-connector':
      return <CreateConnectorPage key={route.kind} kind={route.kind} />;
    case 'connector':
      return <ConnectorPage key={route.id} id={route.id} tab={route.tab} />;
    case 'explain':
      // Each subject is a page of its own: its title gets the focus.
      return <ExplainPage key={paths.explain(route.id, route.subject)} {...route} />;
    case 'audit':
      return <ConnectorAuditPage connectionId={route.connectionId} />;
    case 'history':
      return <HistoryPage filter={route.filter} />;
    case 'settings':
      return <SettingsPage tab={route.tab} />;
    case 'run':
      break;
  }
  return <RunPage key={route.runId} runId={route.runId} />;
}

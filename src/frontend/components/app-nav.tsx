import './app-nav.css';
import { useNavigation } from '../routing/navigation';
import { AppLink } from '../routing/app-link';
import { paths, type Route } from '../routing/route';

type Section = 'connectors' | 'history' | 'settings';

const sections: readonly { readonly section: Section; readonly text: string; readonly to: string }[] = [
  { section: 'connectors', text: 'Connectors', to: paths.connectors },
  { section: 'history', text: 'History', to: paths.history() },
  { section: 'settings', text: 'Settings', to: paths.settings() },
];

/** The parts of the app, on every page. */
export function AppNav() {
  const { route } = useNavigation();
  const current = sectionOf(route.page);
  return (
    <nav className="app-nav" aria-label="User & Group Sync">
      <ul>
        {sections.map(({ section, text, to }) => (
          <li key={section}>
            <AppLink to={to} {...(section === current ? { current: route.page === section } : {})}>
              {text}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Everything else is about a connector, or leads to one. */
function sectionOf(page: Route['page']): Section {
  return page === 'history' || page === 'settings' ? page : 'connectors';
}

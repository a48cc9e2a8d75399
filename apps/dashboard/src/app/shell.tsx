import { useQuery } from '@tanstack/react-query';
import { Menu, Monitor, Moon, Sun } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { NavLink, Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import { accessStore } from '../lib/access.ts';
import { keepPulse } from '../lib/connection.ts';
import { setupQuery } from '../lib/queries.ts';
import { useStore } from '../lib/store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { LoadingState } from '../ui/states.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { WriteRefusal } from '../ui/write-refusal.tsx';
import { ConfigBanner } from './config-banner.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import icon from './icon.svg';
import { Login } from './login.tsx';
import { NAVIGATION, SET_UP } from './navigation.ts';
import styles from './shell.module.css';
import { type Theme, themeStore } from './theme.ts';
import { useNavigationKeys } from './use-navigation-keys.ts';

/** What stands around every page: navigation, theme, the state of the connection. */
export function Shell() {
  const access = useStore(accessStore);
  const { pathname } = useLocation();
  const { state } = useNavigation();
  const [isMenuOpen, setMenuOpen] = useState(false);
  useNavigationKeys(useNavigate());
  useEffect(keepPulse, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes on every change of the page
  useEffect(() => setMenuOpen(false), [pathname]);
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        Skip to the content
      </a>
      <aside className={styles.side}>
        <Brand />
        <Navigation />
        <div className={styles.foot}>
          <ThemeButton />
          <a href="/api/v1" className={styles.apiLink} target="_blank" rel="noreferrer">
            API
          </a>
        </div>
      </aside>
      <header className={styles.top}>
        <Brand />
        <ThemeButton />
        <Button
          look="quiet"
          icon={<Menu size={20} aria-hidden />}
          aria-label="Open the navigation"
          onClick={() => setMenuOpen(true)}
        />
      </header>
      <Dialog isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} title="Navigation" look="side">
        <Navigation />
      </Dialog>
      {access.state === 'needs_login' ? <Login /> : null}
      <div className={styles.main}>
        <ConnectionBanner />
        <ConfigBanner />
        <WriteRefusal />
        <main id="content" tabIndex={-1} className={classNames(styles.content, state === 'loading' && styles.changing)}>
          <Suspense fallback={<LoadingState lines={8} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}

function Brand() {
  return (
    <NavLink to="/playground" className={classNames(styles.brand)}>
      <img src={icon} alt="" width={26} height={26} />
      Signalbox
    </NavLink>
  );
}

function Navigation() {
  const setup = useQuery(setupQuery);
  const groups =
    setup.data?.is_needed === true ? [{ label: 'Begin', destinations: [SET_UP] }, ...NAVIGATION] : NAVIGATION;
  return (
    <nav className={styles.navigation} aria-label="Pages">
      {groups.map(({ label, destinations }) => (
        <div key={label}>
          <p className={styles.group}>{label}</p>
          <ul>
            {destinations.map(({ path, label: name, icon: Icon }) => (
              <li key={path}>
                <NavLink to={path} className={classNames(styles.link)}>
                  <Icon size={17} aria-hidden />
                  {name}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: Monitor, light: Sun, dark: Moon };

function ThemeButton() {
  const theme = useStore(themeStore);
  const Icon = ICONS[theme];
  const label = `Theme: ${theme === 'system' ? 'as the system' : theme}`;
  return (
    <Tooltip label={label}>
      <Button
        look="quiet"
        icon={<Icon size={17} aria-hidden />}
        aria-label={`${label}. Change it`}
        onClick={() => themeStore.set(NEXT[theme])}
      />
    </Tooltip>
  );
}

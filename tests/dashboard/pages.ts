import type { Page } from 'playwright-core';

/** A page of the dashboard: where it is, and what is there when it is complete. */
export interface DashboardPage {
  readonly name: string;
  readonly path: string;
  readonly ready: (page: Page) => Promise<unknown>;
}

/** Every page; each is looked at in both themes and two widths. */
export const PAGES: readonly DashboardPage[] = [
  {
    name: 'playground',
    path: '/playground',
    ready: (page) => page.getByRole('heading', { name: 'Ask something' }).waitFor(),
  },
  {
    name: 'playground-draft',
    path: '/playground?q=Prove%20that%20the%20square%20root%20of%202%20is%20irrational.',
    ready: (page) => page.getByTestId('draft-route').waitFor(),
  },
  {
    name: 'topology',
    path: '/topology',
    ready: (page) => page.locator('.react-flow__node').first().waitFor(),
  },
  {
    name: 'topology-lit',
    path: '/topology?q=Solve%202x%20%2B%205%20%3D%2015',
    ready: (page) => page.getByRole('complementary', { name: 'Details' }).waitFor(),
  },
  {
    name: 'insights',
    path: '/insights',
    ready: (page) => page.locator('.uplot canvas').waitFor(),
  },
  {
    name: 'records',
    path: '/records',
    ready: (page) => page.getByRole('table', { name: 'Records' }).getByRole('link').first().waitFor(),
  },
  {
    name: 'record',
    path: '/records',
    ready: async (page) => {
      await page.getByRole('table', { name: 'Records' }).getByRole('link').first().click();
      await page.getByRole('heading', { name: 'Why' }).waitFor();
    },
  },
  {
    name: 'policy-text',
    path: '/policy',
    ready: (page) => page.getByRole('list', { name: 'Problems' }).waitFor(),
  },
  {
    name: 'policy-forms',
    path: '/policy?view=forms',
    ready: async (page) => {
      await page.getByRole('button', { name: 'math_problems' }).first().click();
      await page.getByRole('heading', { name: 'math_problems' }).waitFor();
    },
  },
  {
    name: 'policy-versions',
    path: '/policy?view=versions',
    ready: (page) => page.getByRole('list', { name: 'Versions' }).waitFor(),
  },
];

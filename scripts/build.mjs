import { ensureBuilt, ensureInstalled } from './setup.mjs';

ensureInstalled('run');
ensureBuilt();

import type { Command, CommandGroup } from '../command.ts';
import { evaluate } from './eval.ts';
import { init } from './init.ts';
import { route } from './route.ts';
import { serve } from './serve.ts';
import { simulate } from './simulate.ts';
import { validate } from './validate.ts';

/** Every command, one line each, in the order of the help. */
export const commands: readonly (Command | CommandGroup)[] = [serve, init, route, evaluate, validate, simulate];

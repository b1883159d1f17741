import { decisions } from './decisions';
import { eightPromises } from './eight-promises';
import type { Mutation } from './mutation';

export const mutations: readonly Mutation[] = [...eightPromises, ...decisions];

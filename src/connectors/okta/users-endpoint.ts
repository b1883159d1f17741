import type { Listing } from './listing';

/** The largest page of users ("List all users"). */
const largestUserPage = 200;

export const usersEndpoint = {
  path: '/api/v1/users',
  sizes: [largestUserPage],
  endpoint: 'the list of users',
  what: 'users',
} as const satisfies Listing;

import { createRouter, createWebHistory } from 'vue-router';
import { auditRoutes } from './features/audit/index.ts';
import { documentRoutes } from './features/documents/index.ts';
import { jobRoutes } from './features/jobs/index.ts';
import { invoiceRoutes } from './features/invoices/index.ts';
import { returnPath, sessionRoutes, useSession } from './features/session/index.ts';
import { accountRoutes } from './features/account/index.ts';
import { messageRoutes } from './features/messages/index.ts';
import { peopleRoutes } from './features/people/index.ts';
import { transactionRoutes } from './features/transactions/index.ts';
import { withMissingPages } from './lazy/index.ts';
import { AppFrame, NotFoundView, UnreachableView } from './frame/index.ts';

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: withMissingPages([
    ...sessionRoutes,
    { path: '/unreachable', name: 'unreachable', component: UnreachableView, meta: { open: true } },
    {
      path: '/',
      component: AppFrame,
      children: [
        { path: '', redirect: { name: 'transactions' } },
        ...transactionRoutes,
        ...invoiceRoutes,
        ...jobRoutes,
        ...auditRoutes,
        ...documentRoutes,
        ...messageRoutes,
        ...peopleRoutes,
        ...accountRoutes,
        { path: ':rest(.*)*', name: 'not-found', component: NotFoundView },
      ],
    },
  ]),
});

/** Every page needs somebody signed in, except those that say they are open; who signs in comes back to where they were. */
router.beforeEach(async (to) => {
  const session = useSession();
  const isSignIn = to.name === 'sign-in';
  if (to.meta['open'] && !isSignIn) return true;
  try {
    await session.restore();
  } catch {
    // Nobody can tell who is signed in while the engine is away. Signing in may be tried all the same.
    return isSignIn ? true : { name: 'unreachable', query: { return: to.fullPath }, replace: true };
  }
  if (isSignIn) return session.session ? returnPath(to.query['return']) : true;
  if (!session.session) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { return: to.fullPath } };
  // Nothing else works before the second factor that the settings ask for.
  return session.session.mustSetUpSecondFactor && to.name !== 'account' ? { name: 'account' } : true;
});

import { problemBase, publishedProblems } from '@pih/schemas';
import { newRouter, type HubRouter } from './context.ts';
import { open } from './decide.ts';
import { described } from './describe.ts';
import { NotFound } from './problems.ts';

const isPublic = open('What can go wrong is part of the published API.');

const aboutAll = described({
  name: 'listProblemTypes',
  chapter: 'Service',
  summary: 'Everything that can go wrong',
  success: { status: 200, body: 'problem-type-list' },
});

const aboutOne = described({
  name: 'getProblemType',
  chapter: 'Service',
  summary: 'What a kind of problem means',
  path: { type: 'problemType' },
  success: { status: 200, body: 'problem-type' },
  problems: [NotFound],
});

/**
 * The kinds of problems that answers name. Their `type` is an address that never changes, whoever runs the hub; its last
 * part is the name under which this installation describes it.
 */
export function problemTypeRoutes(): HubRouter {
  const router = newRouter();
  const listed = publishedProblems.map(({ type, status, title }) => ({ type: problemBase + type, status, title }));
  router.get('/problems', isPublic, aboutAll, (ctx) => {
    ctx.body = { data: listed };
  });
  router.get('/problems/:type', isPublic, aboutOne, (ctx) => {
    const { type } = ctx['params'] as { type?: string };
    const found = listed.find((each) => each.type === problemBase + String(type));
    if (!found) throw new NotFound({ path: ctx.path });
    ctx.body = found;
  });
  return router;
}

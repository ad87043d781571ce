interface Page {
  data: readonly unknown[];
  nextCursor: string | null;
}

/**
 * The next page that has rows. The engine looks at so many rows for one answer and no more, so an answer can be empty with
 * more to come; whoever waits sees that something is loading, and `ask` is given up when they leave.
 */
export async function pageWithRows<Query extends { cursor?: string }, Found extends Page>(
  query: Query,
  ask: (query: Query) => Promise<Found>,
): Promise<Found> {
  let page = await ask(query);
  while (!page.data.length && page.nextCursor !== null) page = await ask({ ...query, cursor: page.nextCursor });
  return page;
}

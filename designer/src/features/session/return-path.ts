/** Where to go after signing in: a path of the console itself, never another site, whatever the address bar says. */
export function returnPath(wanted: unknown): string {
  const isOwn = typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in');
  return isOwn ? wanted : '/transactions';
}

/* Starts the viewer. Everything comes from this engine: no network, no validator elsewhere, no sign-in detour. */
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', prefersDark.matches);
dress();
prefersDark.addEventListener('change', dress);

SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  filter: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  // A session proves its changes with a token that scripts may read; so whoever is signed in can try things out at once.
  requestInterceptor: async (request) => {
    const isChange = !['GET', 'HEAD'].includes((request.method ?? 'GET').toUpperCase());
    const names = Object.keys(request.headers ?? {}).map((name) => name.toLowerCase());
    if (!isChange || names.includes('authorization') || names.includes('x-csrf-token')) return request;
    const session = await fetch('/v1/session', { credentials: 'same-origin' });
    if (session.ok) request.headers['X-CSRF-Token'] = (await session.json()).csrfToken;
    return request;
  },
  validatorUrl: null,
  syntaxHighlight: { activated: true, theme: 'tomorrow-night' },
});

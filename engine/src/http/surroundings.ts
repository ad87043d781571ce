import helmet from 'koa-helmet';
import type { HubContext, HubMiddleware } from './context.ts';

/** What no page of ours ever needs, whatever should get into one. */
const permissions = ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'midi', 'display-capture']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Browsers ask the shopper's device for nothing on our behalf (W3C Permissions Policy, section 5.1). */
export const permissionsPolicy: HubMiddleware = async (ctx, next) => {
  ctx.set('Permissions-Policy', permissions);
  await next();
};

/** Security headers. Nothing from elsewhere is loaded, nothing inline runs, nobody frames us. */
export const securityHeaders = (isHttps: boolean): HubMiddleware =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        // Plain HTTP must work beyond localhost: on a first evening with the hub nobody has a certificate.
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    // The token of a checkout stands in its address.
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps,
    // For browsers that do not know the policy's frame-ancestors.
    xFrameOptions: { action: 'deny' },
  }) as HubMiddleware;

/** Lets pages of this origin, and no others, show this one in a frame. */
export function framedByOwnPages(ctx: HubContext): void {
  const policy = String(ctx.response.get('Content-Security-Policy'));
  ctx.set('Content-Security-Policy', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
  ctx.set('X-Frame-Options', 'SAMEORIGIN');
}

/** Answers of the API are for who asked, and are not kept on the way; a route may say otherwise. */
export const unstored: HubMiddleware = async (ctx, next) => {
  if (ctx.path.startsWith('/v1/')) ctx.set('Cache-Control', 'no-store');
  await next();
};

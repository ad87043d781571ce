export { troubleWithCalls } from './calls.ts';
export { Director, type Played } from './director.ts';
export { troubleWithLetters } from './letters.ts';
export { scenarioRoutes } from './routes.ts';
export { ScenarioRefused, type CallRule, type CallTrouble, type Scenario, type WebhookRule } from './scenario.ts';

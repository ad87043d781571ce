import { mollieSimulator } from './mollie/index.ts';
import { paypalSimulator } from './paypal/index.ts';
import { satispaySimulator } from './satispay/index.ts';
import { scalapaySimulator } from './scalapay/index.ts';
import type { Simulator, SimulatorSettings } from './simulator.ts';
import { smsGateway } from './sms-gateway/index.ts';
import { stripeSimulator } from './stripe/index.ts';

/** Every simulator by its name, which is also its path prefix and its key in the options. One more: one more line. */
const registered = {
  stripe: stripeSimulator,
  paypal: paypalSimulator,
  satispay: satispaySimulator,
  scalapay: scalapaySimulator,
  mollie: mollieSimulator,
  sms: smsGateway,
};

type SettingsOf<S> = S extends Simulator<infer Settings extends SimulatorSettings> ? Settings : never;

export type SimulatorName = keyof typeof registered;
/** The settings each simulator needs, by name. */
export type SettingsByName = { [Name in SimulatorName]: SettingsOf<(typeof registered)[Name]> };

export const simulators: { [Name in SimulatorName]: Simulator<SettingsByName[Name]> } = registered;
export const simulatorNames = Object.keys(registered) as SimulatorName[];

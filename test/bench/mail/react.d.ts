// What the benchmark needs of React: its own types would declare the browser's elements for all of the tests.
declare module "react" {
  export function createElement(type: unknown, properties: object | null, ...children: unknown[]): never;
}

import type { World } from "./plan-world.ts";

/**
 * The part of a world in the schools whose turn it is, of so many parts: schools have nothing to do with each other, so each part
 * lives on a clock of its own. Chats keep their numbers; schools are counted anew.
 */
export function partWorld(world: World, part: number, parts: number): World {
  const schools = world.schools.filter(({ index }) => index % parts === part);
  const places = new Map(schools.map(({ index }, place) => [index, place]));
  const here = <One extends { readonly school: number }>(list: readonly One[]): One[] =>
    list.flatMap((one) => {
      const school = places.get(one.school);
      return school === undefined ? [] : [{ ...one, school }];
    });
  return {
    ...world,
    schools: schools.map((one, index) => ({ ...one, index })),
    young: here(world.young),
    staff: here(world.staff),
  };
}

/// First pages of those who answer for a part: a use case, or the keys of a team.
///
/// Owns: [OwnerHome] (what comes of a use case, what it costs, how far its next gate is),
/// [DeveloperHome] (what keys cost, what is left, what changed). Does not own: any figure (the
/// API's), whose a thing is (the API's), how amounts are written (view.shape). Always true: a
/// developer's page asks only what belongs to teams; every figure leads to its rows; a part that
/// the API refuses says why and the rest stands. Limits: one use case at a time. May import:
/// view.glance, view.page, view.shape.
@NullMarked
package dev.weir.view.own;

import org.jspecify.annotations.NullMarked;

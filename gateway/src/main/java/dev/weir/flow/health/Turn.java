package dev.weir.flow.health;

import dev.weir.flow.route.Target;

/// A circuit that stands otherwise than before.
public record Turn(Target target, Standing before, Standing now) {}

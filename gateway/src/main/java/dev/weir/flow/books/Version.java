package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// One state that a thing was given, for ever.
///
/// @param position where it stands in the sequence of all versions of all things
/// @param version 1, 2, 3 … of this thing
/// @param at to the microsecond
/// @param retired from this version on it is not in force
public record Version(
    long position,
    Kind kind,
    String id,
    int version,
    Instant at,
    String who,
    String why,
    ObjectNode body,
    boolean retired) {}

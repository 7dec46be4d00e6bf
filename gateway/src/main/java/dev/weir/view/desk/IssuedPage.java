package dev.weir.view.desk;

import dev.weir.view.shape.Link;

/// A secret, this once.
///
/// @param title what was made
/// @param lead what it is for, and what becomes of an older one
/// @param example of its use, as typed in a terminal
/// @param on to the thing it is of
public record IssuedPage(String title, String lead, String secret, String example, Link on) {}

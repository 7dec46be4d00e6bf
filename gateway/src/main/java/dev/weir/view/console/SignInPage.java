package dev.weir.view.console;

import dev.weir.view.shape.FormField;

/// The form by which somebody signs in.
///
/// @param next where to then
public record SignInPage(String next, FormField key) {}

package dev.weir.view.console;

import dev.weir.view.shape.FormField;
import java.util.Optional;

/// The form by which somebody signs in.
///
/// @param next where to then
/// @param error what is wrong that is of no field
/// @param key instead of login and password
public record SignInPage(
    String next, Optional<String> error, FormField login, FormField password, FormField key) {}

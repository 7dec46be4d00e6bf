package dev.weir.view.console;

import dev.weir.view.shape.FormField;
import java.util.List;
import java.util.Optional;

/// The form by which somebody signs in.
///
/// @param next where to then
/// @param error what is wrong that is of no field
/// @param key instead of login and password
/// @param providers to sign in at instead
public record SignInPage(
    String next,
    Optional<String> error,
    FormField login,
    FormField password,
    FormField key,
    List<String> providers) {
  public SignInPage {
    providers = List.copyOf(providers);
  }
}

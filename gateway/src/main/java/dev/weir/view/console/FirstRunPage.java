package dev.weir.view.console;

import dev.weir.view.shape.FormField;
import java.util.List;
import java.util.Optional;

/// The form by which the first admin gets a login.
///
/// @param next where to then
/// @param error what is wrong that is of no field
/// @param key for who has a personal key already
/// @param providers to sign in at instead
public record FirstRunPage(
    String next,
    Optional<String> error,
    FormField token,
    FormField name,
    FormField login,
    FormField password,
    FormField again,
    FormField key,
    List<String> providers) {
  public FirstRunPage {
    providers = List.copyOf(providers);
  }
}

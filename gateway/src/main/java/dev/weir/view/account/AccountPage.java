package dev.weir.view.account;

import dev.weir.view.shape.FormField;
import java.util.List;
import java.util.Optional;

/// Who one is, and the form that changes one's password.
///
/// @param id `op_…`
/// @param role with what it is of
/// @param login empty where one signs in otherwise
/// @param error what is wrong that is of no field
public record AccountPage(
    String id,
    String name,
    String role,
    Optional<String> login,
    Optional<String> error,
    List<FormField> form) {
  public AccountPage {
    form = List.copyOf(form);
  }
}

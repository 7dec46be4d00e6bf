package dev.weir.view.stated;

import dev.weir.view.page.Place;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Story;
import java.util.List;

/// A thing that is stated: where its page is, what it says, how it is changed.
interface Statement {
  Place place();

  Known known(Visit visit);

  /// All of the page but its forms.
  Story story(Known known);

  /// Ways to change it; the page offers those that somebody's role allows.
  List<Act> acts(Known known);
}

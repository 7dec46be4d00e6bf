package dev.weir.flow.books;

import dev.weir.flow.price.PriceBook;
import java.util.List;

/// Makes a price book of catalogues.
@FunctionalInterface
public interface PriceCompiler {

  /// @param catalogues JSON texts, the one that wins first
  /// @throws IllegalArgumentException naming what is wrong in which catalogue
  PriceBook compile(List<String> catalogues);
}

package org.sequitur.project;

import java.math.BigDecimal;

/**
 * What work in a project usually costs.
 *
 * @param period {@code hour} or {@code day}
 */
public record ProjectRate(BigDecimal rate, String period) {}

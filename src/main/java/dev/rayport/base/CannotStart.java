package dev.rayport.base;

/** What keeps the portal from starting and whoever starts it can change. */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String nextStep;

  /**
   * @param nextStep a sentence
   */
  public CannotStart(String problem, String nextStep) {
    super(problem);
    this.nextStep = nextStep;
  }

  String nextStep() {
    return nextStep;
  }
}

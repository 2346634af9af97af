namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>
/// The process ends here: nothing in the engine knows it, so nothing tidies up. It is of the one kind that no loop over
/// items catches, for a dead process makes no result of its death.
/// </summary>
internal sealed class SimulatedDeathException(string point) : OutOfMemoryException($"Killed {point}.");

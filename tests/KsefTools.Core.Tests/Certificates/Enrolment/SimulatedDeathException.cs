namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>The process ends here: nothing in the engine knows it, so nothing tidies up.</summary>
internal sealed class SimulatedDeathException(string point) : Exception($"Killed {point}.");

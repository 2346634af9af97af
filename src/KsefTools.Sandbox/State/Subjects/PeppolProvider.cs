namespace KsefTools.Sandbox.State.Subjects;

/// <summary>A provider of PEPPOL services (schema PeppolProvider).</summary>
/// <param name="Id">P, two letters, six digits.</param>
/// <param name="Name">organizationName of the seal that signed in first.</param>
/// <param name="DateCreated">When that was.</param>
public sealed record PeppolProvider(string Id, string Name, DateTimeOffset DateCreated);

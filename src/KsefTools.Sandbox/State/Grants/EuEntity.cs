namespace KsefTools.Sandbox.State.Grants;

/// <summary>An entity of the Union, as the one who let it in wrote it.</summary>
/// <param name="Name">Name and address in one text (euEntityName).</param>
/// <param name="FullName">Schema EuEntityDetails.</param>
/// <param name="Address">Schema EuEntityDetails.</param>
public sealed record EuEntity(string Name, string FullName, string Address);

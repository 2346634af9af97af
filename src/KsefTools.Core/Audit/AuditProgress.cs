namespace KsefTools.Core.Audit;

/// <summary>How far an audit has come.</summary>
/// <param name="Done">Credentials with a verdict.</param>
/// <param name="Total">Credentials that went in.</param>
/// <param name="Current">The name of the client whose verdict came last.</param>
public sealed record AuditProgress(int Done, int Total, string Current);

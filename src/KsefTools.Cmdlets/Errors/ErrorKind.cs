using System.Management.Automation;

namespace KsefTools.Cmdlets.Errors;

/// <summary>One row of the table of errors.</summary>
/// <param name="Id">The stable part of the FullyQualifiedErrorId, for scripts that catch.</param>
/// <param name="Category">PowerShell's category.</param>
/// <param name="Action">What to do next, for a person, in the session's language.</param>
internal sealed record ErrorKind(string Id, ErrorCategory Category, Func<string> Action);

using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Sandbox.Http.Errors;

/// <summary>Ends the handling of a request with a refusal.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Never leaves the assembly.")]
[SuppressMessage("Roslynator", "RCS1194", Justification = "Has no meaning without a refusal.")]
internal sealed class RefusalException(Refusal refusal) : Exception(refusal.ToString())
{
    public Refusal Refusal { get; } = refusal;
}

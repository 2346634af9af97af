using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Sandbox.Control;

/// <summary>A control request that makes no sense: 400 with this message.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Never leaves the assembly.")]
[SuppressMessage("Roslynator", "RCS1194", Justification = "Has no meaning without a message.")]
internal sealed class ControlException(string message, int status = 400) : Exception(message)
{
    public int Status { get; } = status;
}

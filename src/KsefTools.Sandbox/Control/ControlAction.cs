using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Control;

/// <summary>One control request; the path is below <c>/_sandbox</c>.</summary>
internal sealed record ControlAction(string Method, string Path, Func<ControlCall, ValueTask<Reply>> Run);

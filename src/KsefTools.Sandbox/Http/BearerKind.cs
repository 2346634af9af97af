namespace KsefTools.Sandbox.Http;

/// <summary>Which bearer an operation takes.</summary>
[Flags]
internal enum BearerKind
{
    None = 0,
    Authentication = 1,
    Access = 2,
    Refresh = 4,
}

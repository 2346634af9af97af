namespace KsefTools.Core.Notices;

/// <summary>Where a notice goes.</summary>
public abstract record NoticeTarget
{
    private protected NoticeTarget() { }
}

using System.Management.Automation;
using KsefTools.Core.Notices;

namespace KsefTools.Cmdlets.Notices;

/// <summary>One of -Notify: a script, or where a notice is sent.</summary>
/// <param name="Name">For people: of an address its server alone, since the rest may be as good as a password.</param>
/// <param name="Script">Null where it is sent.</param>
/// <param name="Target">Null for a script.</param>
internal sealed record Notifier(string Name, ScriptBlock? Script, NoticeTarget? Target);

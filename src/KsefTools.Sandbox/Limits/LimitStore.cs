using System.Collections.Concurrent;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Limits;

/// <summary>Limits of sessions and certificates, as documented until test data changes them.</summary>
internal sealed class LimitStore
{
    private static readonly SessionLimits UsualSession = new(1, 3, 10_000);
    private static readonly ContextLimits UsualContext = new(UsualSession, UsualSession);
    private static readonly SubjectLimits UsualCompany = new(new(300), new(100));
    private static readonly SubjectLimits UsualPerson = new(new(12), new(6));
    private readonly ConcurrentDictionary<ContextIdentifier, ContextLimits> contexts = new();
    private readonly ConcurrentDictionary<(string Subject, SubjectIdentifierType Type), SubjectLimits> subjects = new();

    public ContextLimits Of(ContextIdentifier context) => contexts.GetValueOrDefault(context, UsualContext);

    public void Set(ContextIdentifier context, ContextLimits limits) => contexts[context] = limits;

    public void Reset(ContextIdentifier context) => contexts.TryRemove(context, out _);

    public SubjectLimits Of(SubjectIdentifier subject) =>
        subjects.TryGetValue((subject.Value, subject.Type), out var limits) ? limits : Usual(subject.Type);

    /// <summary>What is null in the change goes back to the usual.</summary>
    public void Set(SubjectIdentifier subject, SubjectIdentifierType type, SubjectLimits change)
    {
        var usual = Usual(type);
        subjects[(subject.Value, type)] = new SubjectLimits(
            change.Enrollment?.MaxEnrollments is null ? usual.Enrollment : change.Enrollment,
            change.Certificate?.MaxCertificates is null ? usual.Certificate : change.Certificate
        );
    }

    public void Reset(SubjectIdentifier subject)
    {
        foreach (var type in Enum.GetValues<SubjectIdentifierType>())
            subjects.TryRemove((subject.Value, type), out _);
    }

    public void Clear()
    {
        contexts.Clear();
        subjects.Clear();
    }

    private static SubjectLimits Usual(SubjectIdentifierType type) =>
        type == SubjectIdentifierType.Nip ? UsualCompany : UsualPerson;
}

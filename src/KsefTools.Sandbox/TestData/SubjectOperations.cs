using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.TestData;

/// <summary>/testdata/subject, /testdata/person, /testdata/attachment and their opposites.</summary>
internal static class SubjectOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Open("POST", "/testdata/subject", CreateSubjectAsync),
        Operation.Open("POST", "/testdata/subject/remove", RemoveSubjectAsync),
        Operation.Open("POST", "/testdata/person", CreatePersonAsync),
        Operation.Open("POST", "/testdata/person/remove", RemovePersonAsync),
        Operation.Open("POST", "/testdata/attachment", AllowAttachmentsAsync),
        Operation.Open("POST", "/testdata/attachment/revoke", ForbidAttachmentsAsync),
    ];

    private static async ValueTask<Reply> CreateSubjectAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.CreateSubjectRequest);
        var faults = new Faultfinder()
            .Nip(request.SubjectNip, "subjectNip")
            .Check(
                request.SubjectType is "EnforcementAuthority" or "VatGroup" or "JST",
                "subjectType: dozwolone są EnforcementAuthority, VatGroup i JST."
            )
            .Description(request.Description, "description");
        foreach (var subunit in request.Subunits ?? [])
            faults
                .Nip(subunit?.SubjectNip, "subunits.subjectNip")
                .Description(subunit?.Description, "subunits.description");
        faults.ThrowIfAny();

        var added = call.World.AddSubject(
            new SubjectRecord(request.SubjectNip!, request.Description!, request.SubjectType, null, request.CreatedDate)
        );
        if (!added)
            throw Refusals.Exists();
        foreach (var subunit in request.Subunits ?? [])
            call.World.AddSubject(
                new SubjectRecord(subunit!.SubjectNip!, subunit.Description!, ParentNip: request.SubjectNip)
            );
        return Reply.Empty(200);
    }

    private static async ValueTask<Reply> RemoveSubjectAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.RemoveSubjectRequest);
        new Faultfinder().Nip(request.SubjectNip, "subjectNip").ThrowIfAny();
        call.World.RemoveSubject(request.SubjectNip!);
        return Reply.Empty(200);
    }

    private static async ValueTask<Reply> CreatePersonAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.CreatePersonRequest);
        new Faultfinder()
            .Nip(request.Nip, "nip")
            .Pesel(request.Pesel, "pesel")
            .Check(request.IsBailiff is not null, "isBailiff: wartość jest wymagana.")
            .Description(request.Description, "description")
            .ThrowIfAny();
        var person = new PersonRecord(
            request.Nip!,
            request.Pesel!,
            request.Description!,
            request.IsBailiff!.Value,
            request.IsDeceased ?? false,
            request.CreatedDate
        );
        return call.World.AddPerson(person) ? Reply.Empty(200) : throw Refusals.Exists();
    }

    private static async ValueTask<Reply> RemovePersonAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.NipRequest);
        new Faultfinder().Nip(request.Nip, "nip").ThrowIfAny();
        // The contract: a person who is removed loses every permission.
        if (call.World.RemovePerson(request.Nip!) is { } person)
            call.World.RemoveGrants(grant =>
                grant.Authorized == SubjectIdentifier.Nip(person.Nip)
                || grant.Authorized == SubjectIdentifier.Pesel(person.Pesel)
            );
        return Reply.Empty(200);
    }

    private static async ValueTask<Reply> AllowAttachmentsAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.NipRequest);
        new Faultfinder().Nip(request.Nip, "nip").ThrowIfAny();
        call.World.Attachments.Allow(request.Nip!);
        return Reply.Empty(200);
    }

    private static async ValueTask<Reply> ForbidAttachmentsAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.RevokeAttachmentRequest);
        new Faultfinder().Nip(request.Nip, "nip").ThrowIfAny();
        call.World.Attachments.Withdraw(request.Nip!, request.ExpectedEndDate);
        return Reply.Empty(200);
    }
}

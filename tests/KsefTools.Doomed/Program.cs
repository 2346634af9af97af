using System.Diagnostics;
using KsefTools.Doomed;
using KsefTools.Doomed.Operations;

// Another operation is another entry here.
IDoomedOperation[] operations =
[
    new EnrolOperation(),
    new RenewOperation(),
    new ConvertOperation(revokesToken: false),
    new ConvertOperation(revokesToken: true),
    new TokenOperation(rotates: false),
    new TokenOperation(rotates: true),
    new AccessOperation(),
    new AccessOperation(leaver: "anna*"),
    new ImportOperation(),
    new FolderImportOperation(),
    new StoreOperation(),
    new MoveOperation(),
    new ChallengeOperation(),
];

var order = DoomedOrder.Parse(args);
var operation =
    Array.Find(operations, known => known.Name == order.Operation)
    ?? throw new ArgumentException($"There is no operation {order.Operation}.", nameof(args));

// Each work that stands keeps a thread.
ThreadPool.SetMinThreads(order.Works.Count + 8, 8);
var isAnyStanding = false;
foreach (var work in order.Works)
{
    var outcome = await operation.UntilItStandsAsync(order, work);
    isAnyStanding |= outcome is DoomedOrder.Standing;
    Console.WriteLine(outcome);
}
if (isAnyStanding)
{
    // SIGKILL (on Windows, TerminateProcess): no finally runs, no file is closed, nothing is tidied up.
    using var self = Process.GetCurrentProcess();
    self.Kill();
    throw new UnreachableException();
}
return 0;

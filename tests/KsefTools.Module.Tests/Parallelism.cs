using Xunit.Sdk;
using Xunit.v3;

// Each case starts a pwsh and waits for it, so that two cores are best used by a few at a time.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 3)]

// A process that one test starts holds, until it has become that program, copies of the locks of all others.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace Foray.Sdk.Jobs;

/// <summary>A test that begins, each attempt anew.</summary>
/// <param name="Number">Its number in the job.</param>
/// <param name="Suite">Name of its suite.</param>
/// <param name="Name">What people call it, the variant included.</param>
/// <param name="Test">What is run.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
/// <param name="Machine">The machine it runs on.</param>
public sealed record TestStart(int Number, string Suite, string Name, Runnable Test, int Attempt, string Machine);

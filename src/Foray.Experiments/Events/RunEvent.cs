namespace Foray.Experiments.Events;

/// <summary>Something that happened while Foray works on an experiment, for whoever shows it.</summary>
public abstract record RunEvent;

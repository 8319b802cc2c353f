// The VFS under all databases is the whole process's, and for one thread.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

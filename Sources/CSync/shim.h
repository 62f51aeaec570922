// syncfs(2). <unistd.h> has it under _GNU_SOURCE only, with which Swift's module of the C library is not built.
extern int syncfs(int descriptor);

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* tote-picture: turns one picture of a stranger's into pixels, where it can do no harm. What it
 * reads and writes is in memory before it shuts itself in; nothing but that memory is within its
 * reach from then on. tote-picture-wire.h says how it is called. */

#include "tote-jail.h"
#include "tote-picture-reader.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEBIBYTES_MAX 1024

typedef struct {
  uint32_t shorter;
  uint32_t longer;
  uint32_t mebibytes;
} Request;

typedef struct {
  uint8_t *data;
  size_t length;
} Memory;

static bool
read_number (const char *text, uint32_t most, uint32_t *number)
{
  char *end = NULL;
  unsigned long value = strtoul (text, &end, 10);

  *number = (uint32_t) value;

  return *text >= '0' && *text <= '9' && *end == '\0' && value > 0 && value <= most;
}

static bool
read_arguments (int argc, char **argv, Request *request)
{
  return argc == 4 && read_number (argv[1], TOTE_PICTURE_SIDE_MAX, &request->shorter) &&
         read_number (argv[2], TOTE_PICTURE_SIDE_MAX, &request->longer) &&
         request->shorter <= request->longer &&
         read_number (argv[3], MEBIBYTES_MAX, &request->mebibytes);
}

static bool
map (int descriptor, int protection, int flags, Memory *memory)
{
  struct stat status;

  if (fstat (descriptor, &status) != 0 || status.st_size <= 0)
    return false;

  memory->length = (size_t) status.st_size;
  memory->data = mmap (NULL, memory->length, protection, flags, descriptor, 0);

  return memory->data != MAP_FAILED;
}

static TotePictureEnd
decode (const Request *request, const Memory *in, const Memory *out)
{
  ToteCanvas canvas;
  TotePictureSize *size =
      (TotePictureSize *) (void *) (out->data + out->length - sizeof (TotePictureSize));

  tote_canvas_init (&canvas, out->data, request->shorter, request->longer);
  if (!tote_picture_reader_read (&canvas, in->data, in->length) ||
      !tote_canvas_finish (&canvas, size))
    return TOTE_PICTURE_END_REFUSED;

  return TOTE_PICTURE_END_DECODED;
}

int
main (int argc, char **argv)
{
  Request request;
  Memory in, out;

  if (!read_arguments (argc, argv, &request) || !map (STDIN_FILENO, PROT_READ, MAP_PRIVATE, &in) ||
      !map (STDOUT_FILENO, PROT_READ | PROT_WRITE, MAP_SHARED, &out) ||
      in.length > TOTE_PICTURE_BYTES_MAX || out.length % _Alignof(TotePictureSize) != 0 ||
      out.length <
          (size_t) request.shorter * request.longer * TOTE_PICTURE_PIXEL + sizeof (TotePictureSize))
    return TOTE_PICTURE_END_MISUSED;

  if (!tote_jail_limit (request.mebibytes, TOTE_PICTURE_CPU_MS) || !tote_jail_close ())
    _exit (TOTE_PICTURE_END_NO_JAIL);

  /* Nothing is tidied up: that would take calls there are none of any more. */
  _exit (decode (&request, &in, &out));
}

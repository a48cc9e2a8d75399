;; Products of the rows of a matrix with a vector, 8 numbers at a time. Rows and vector are padded to a multiple of 32
;; bytes. multiply-wasm.ts holds it assembled; its test holds that it does.
(module
  (memory (export "memory") 1)
  (func (export "multiply") (param $rows i32) (param $matrix i32) (param $rowBytes i32) (param $vector i32) (param $products i32)
    (local $at i32)
    (local $end i32)
    (local $a v128)
    (local $b v128)
    (local.set $end (i32.add (local.get $vector) (local.get $rowBytes)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $at (local.get $vector))
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (loop $piece
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load (local.get $matrix)) (v128.load (local.get $at)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load offset=16 (local.get $matrix)) (v128.load offset=16 (local.get $at)))))
          (local.set $matrix (i32.add (local.get $matrix) (i32.const 32)))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (br_if $piece (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $a (f32x4.add (local.get $a) (local.get $b)))
        (f32.store (local.get $products)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
            (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
        (local.set $products (i32.add (local.get $products) (i32.const 4)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row)))))
